import type { Column, Meta } from './contract';

export type Codes = Uint8Array | Uint16Array | Uint32Array;

const views = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array };

/** The columns by name. Numbers are views of one buffer, texts are parsed when first asked for. */
export class Table {
  private readonly byName: Map<string, Column>;
  private readonly texts = new Map<string, string[]>();

  constructor(readonly meta: Meta, private readonly buffer: ArrayBuffer) {
    this.byName = new Map(meta.columns.map(column => [column.name, column]));
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  codes(name: string): Codes {
    const column = this.column(name);
    if (column.type === 'json' || column.type === 'f32') throw new Error(`column ${name} holds no codes`);
    const view = views[column.type];
    return new view(this.buffer, column.offset, column.length / view.BYTES_PER_ELEMENT);
  }

  strings(name: string): string[] {
    let texts = this.texts.get(name);
    if (!texts) {
      const { offset, length } = this.column(name);
      texts = JSON.parse(new TextDecoder().decode(new Uint8Array(this.buffer, offset, length))) as string[];
      if (this.has(`${name}-shared`)) complete(texts, this.codes(`${name}-shared`));
      this.texts.set(name, texts);
    }
    return texts;
  }

  private column(name: string): Column {
    const column = this.byName.get(name);
    if (!column) throw new Error(`there is no column ${name}`);
    return column;
  }
}

/** Texts that begin as the one before hold only what is new in them. */
function complete(texts: string[], shared: Codes): void {
  for (let row = 1; row < texts.length; row++) if (shared[row] > 0) texts[row] = texts[row - 1].slice(0, shared[row]) + texts[row];
}

/** Reads what stands in the page; null when the report has no map. */
export async function readTable(page: Document): Promise<Table | null> {
  const meta = page.getElementById('sargam-meta')?.textContent;
  const data = page.getElementById('sargam-data')?.textContent;
  if (!meta || !data) return null;
  const parsed = JSON.parse(meta) as Meta;
  if (parsed.v !== 1) throw new Error(`the data have version ${parsed.v}, the page knows 1`);
  return new Table(parsed, await unpack(fromBase64(data.trim())));
}

function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
