import type { Palette } from './contract';
import { noneSlot, otherSlot, shareSteps, type Colouring } from './colouring';

export type Rgb = [red: number, green: number, blue: number];

/** From little to much. Each is monotone in lightness, away from its background: what is much stands out. */
const ramps = {
  light: ['#b9d3e6', '#7fb0d0', '#4a87b8', '#2c5b97', '#1f2f63'],
  dark: ['#34465c', '#3f6a93', '#4b95b5', '#7cc3bf', '#e4f3c6'],
};

/** The 256 colours that slots of a colouring stand for. */
export function coloursOf(colouring: Colouring, palette: Palette, dark: boolean): Rgb[] {
  const groups = (dark ? palette.dark : palette.light).map(toRgb);
  const colours: Rgb[] = Array.from({ length: 256 }, (_, slot) => groups[slot % groups.length]);
  if (colouring.by.kind === 'share') {
    const ramp = (dark ? ramps.dark : ramps.light).map(toRgb);
    for (let slot = 0; slot < shareSteps; slot++) colours[slot] = between(ramp, slot / (shareSteps - 1));
  }

  colours[otherSlot] = toRgb(palette.other[dark ? 1 : 0]);
  colours[noneSlot] = toRgb(palette.none[dark ? 1 : 0]);
  return colours;
}

export const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

function toRgb(hex: string): Rgb {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function between(ramp: Rgb[], share: number): Rgb {
  const at = share * (ramp.length - 1);
  const low = Math.min(Math.floor(at), ramp.length - 2);
  const mix = (channel: 0 | 1 | 2) => Math.round(ramp[low][channel] + (ramp[low + 1][channel] - ramp[low][channel]) * (at - low));
  return [mix(0), mix(1), mix(2)];
}
