import { fitCanvas, newCanvas, opacity, type Painter, type Scene } from './painter';
import type { View } from './view';

const vertexShader = `#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in uint slot;
layout(location = 2) in uint mark;
uniform vec2 middle;
uniform vec2 unit;
uniform float diameter;
uniform vec3 opacities;
uniform bool dims;
uniform sampler2D colours;
out vec4 colour;
out float size;
void main() {
  float alpha = dims ? (mark == 1u ? opacities.y : opacities.z) : opacities.x;
  size = diameter * (dims && mark == 1u ? 1.2 : 1.0);
  colour = vec4(texelFetch(colours, ivec2(int(slot), 0), 0).rgb * alpha, alpha);
  gl_Position = vec4((position - middle) * unit, 0.0, 1.0);
  gl_PointSize = size + 1.0;
}`;

const fragmentShader = `#version 300 es
precision mediump float;
in vec4 colour;
in float size;
out vec4 pixel;
void main() {
  float distance = length(gl_PointCoord - 0.5) * (size + 1.0);
  float cover = clamp(size * 0.5 - distance + 0.5, 0.0, 1.0);
  if (cover <= 0.0) discard;
  pixel = colour * cover;
}`;

const uniformNames = ['middle', 'unit', 'diameter', 'opacities', 'dims'] as const;

/** A browser that takes the context away and does not give it back this soon will not. */
const patience = 3000;

export class GlPainter implements Painter {
  readonly kind = 'webgl2';
  readonly canvas = newCanvas();
  private readonly gl: WebGL2RenderingContext;
  private uniforms!: Record<(typeof uniformNames)[number], WebGLUniformLocation | null>;
  private buffers!: { positions: WebGLBuffer; slots: WebGLBuffer; marks: WebGLBuffer };
  private lost = false;
  private timer = 0;

  /** Throws when there is no WebGL2. `whenRestored` repaints, `whenGone` must find another painter. */
  constructor(private readonly scene: Scene, whenRestored: () => void, whenGone: () => void) {
    const gl = this.canvas.getContext('webgl2', { antialias: false, depth: false, premultipliedAlpha: true });
    if (!gl) throw new Error('no WebGL2');
    this.gl = gl;
    this.setUp();
    this.canvas.addEventListener('webglcontextlost', event => {
      event.preventDefault();
      this.lost = true;
      this.timer = window.setTimeout(whenGone, patience);
    });
    this.canvas.addEventListener('webglcontextrestored', () => {
      clearTimeout(this.timer);
      this.lost = false;
      this.setUp();
      whenRestored();
    });
  }

  update(what: 'positions' | 'slots' | 'marks' | 'colours'): void {
    if (this.lost) return;
    if (what === 'colours') return this.uploadColours();
    this.gl.bindBuffer(this.gl.ARRAY_BUFFER, this.buffers[what]);
    this.gl.bufferData(this.gl.ARRAY_BUFFER, this.scene[what], this.gl.DYNAMIC_DRAW);
  }

  paint(view: View, rowCount: number, diameter: number): void {
    if (this.lost) return;
    const gl = this.gl;
    const ratio = fitCanvas(this.canvas, view);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const { middle, unit, diameter: size, opacities, dims } = this.uniforms;
    gl.uniform2f(middle, view.x, view.y);
    gl.uniform2f(unit, 2 * view.scale / view.width, 2 * view.scale / view.height);
    gl.uniform1f(size, diameter * ratio);
    gl.uniform3f(opacities, opacity.plain, opacity.marked, opacity.dimmed);
    gl.uniform1i(dims, this.scene.dims ? 1 : 0);
    gl.drawElements(gl.POINTS, rowCount, gl.UNSIGNED_INT, 0);
  }

  dispose(): void {
    this.lost = true;
    clearTimeout(this.timer);
    this.canvas.remove();
    clearTimeout(this.timer);
  }

  private setUp(): void {
    const gl = this.gl;
    const program = this.link();
    gl.useProgram(program);
    this.uniforms = Object.fromEntries(uniformNames.map(name => [name, gl.getUniformLocation(program, name)])) as typeof this.uniforms;
    gl.bindVertexArray(gl.createVertexArray());
    this.buffers = { positions: gl.createBuffer(), slots: gl.createBuffer(), marks: gl.createBuffer() };
    (['positions', 'slots', 'marks'] as const).forEach((name, location) => {
      this.update(name);
      gl.enableVertexAttribArray(location);
      if (name === 'positions') gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 0, 0);
      else gl.vertexAttribIPointer(location, 1, gl.UNSIGNED_BYTE, 0, 0);
    });
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, this.scene.order, gl.STATIC_DRAW);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    this.uploadColours();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  private uploadColours(): void {
    const texels = new Uint8Array(256 * 4).fill(255);
    this.scene.colours.forEach((rgb, slot) => texels.set(rgb, 4 * slot));
    this.gl.texImage2D(this.gl.TEXTURE_2D, 0, this.gl.RGBA, 256, 1, 0, this.gl.RGBA, this.gl.UNSIGNED_BYTE, texels);
  }

  private link(): WebGLProgram {
    const gl = this.gl;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]] as const) {
      const shader = gl.createShader(kind)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'the shaders do not link');
    return program;
  }
}
