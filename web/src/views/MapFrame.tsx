import type { RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { noneSlot, type Colouring } from '../data/colouring';
import { css, type Rgb } from '../data/colours';
import type { Tracks } from '../data/tracks';
import { Gestures } from '../map/gestures';
import { pressKey } from '../map/keys';
import { namesOn } from '../map/names';
import type { Points } from '../map/points';
import { Scatter } from '../map/scatter';
import type { Additions } from './additions';

interface Props {
  title: string;
  points: Points;
  colouring: Colouring;
  colours: Rgb[];
  /** Rows that stand out; null when none does. */
  marked: number[] | null;
  /** The row that a ring is round; -1 for none. */
  current: number;
  lasso: boolean;
  tracks: Tracks;
  values(row: number): string[][];
  scatterRef: RefObject<Scatter | null>;
  additions?: Additions;
  onStep(row: number): void;
  onChoose(row: number): void;
  onToggle(row: number): void;
  onLassoed(rows: number[]): void;
  onLasso(): void;
  onClear(): void;
  onSearch(): void;
}

const help = (plays: boolean): string => `Arrow keys step from track to track, Enter selects, ${plays ? 'space plays, ' : ''}` + 'plus and minus zoom, 0 shows everything, Shift with arrows moves the map, '
  + 'L draws with the lasso, the slash key searches, Escape clears.';

/** The map itself with what lies on it: names, the ring, the card, the outline of the lasso. */
export function MapFrame(props: Props) {
  const { points, colouring, colours, marked, current, lasso, scatterRef, additions } = props;
  const helpId = useId();
  const host = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const outline = useRef<SVGPolygonElement>(null);
  const gestures = useRef<Gestures | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [hovered, setHovered] = useState(-1);
  const [hint, setHint] = useState(false);
  const shown = hovered >= 0 ? hovered : current;

  const names = useMemo(
    () => colouring.by.everyValue ? namesOn(points, colouring, entry => nameOf(colouring, entry)) : [],
    [points, colouring]);

  useLayoutEffect(() => {
    const scatter = new Scatter(host.current!, points, location.hash === '#canvas2d');
    scatterRef.current = scatter;
    let timer = 0;
    gestures.current = new Gestures(host.current!, scatter, {
      hover: setHovered,
      choose: row => latest.current.onChoose(row),
      lassoed: rows => latest.current.onLassoed(rows),
      outline: polygon => outline.current!.setAttribute('points', polygon.map(place => place.join(',')).join(' ')),
      wheelIgnored: () => {
        setHint(true);
        clearTimeout(timer);
        timer = window.setTimeout(() => setHint(false), 1500);
      },
    });
    return () => scatter.dispose();
  }, []);

  const first = useRef(true);
  useLayoutEffect(() => {
    if (!first.current) scatterRef.current!.setPoints(points);
    first.current = false;
  }, [points]);
  useLayoutEffect(() => scatterRef.current!.setSlots(colouring.slots), [colouring]);
  useLayoutEffect(() => scatterRef.current!.setColours(colours), [colours]);
  useLayoutEffect(() => scatterRef.current!.setMarks(marked), [marked]);
  useEffect(() => { gestures.current!.lasso = lasso; }, [lasso]);
  useLayoutEffect(() => {
    const place = () => placeOverlay(overlay.current!, scatterRef.current!);
    scatterRef.current!.painted = () => {
      place();
      document.body.dataset.painted ??= String(Math.round(performance.now()));
    };
    place();
  }, [names, shown, additions?.kin]);

  const press = (event: KeyboardEvent) => {
    const { onToggle, onClear, onSearch, onLasso, onStep } = props;
    const step = (row: number) => {
      setHovered(-1);
      scatterRef.current!.reveal(row);
      onStep(row);
    };
    if (pressKey(event, scatterRef.current!, current, { step, toggle: onToggle, play: additions?.play ?? null, lasso: onLasso, clear: onClear, search: onSearch })) event.preventDefault();
  };

  return (
    <div class="frame" data-heading={additions?.heading}>
      <div
        ref={host} class={lasso ? 'map-host is-lasso' : 'map-host'} tabIndex={0} role="application" aria-roledescription="map of tracks"
        aria-label={`Map of ${props.title}`} aria-describedby={helpId} onKeyDown={press}
      >
        <svg class="outline" aria-hidden="true"><polygon ref={outline} points="" /></svg>
        <div class="overlay" ref={overlay} aria-hidden="true">
          {additions?.kin.map(row => points.isPlaced(row) && <span key={row} class={row === additions.hotKin ? 'kin is-hot' : 'kin'} data-row={row} />)}
          {names.map(name => <span key={name.text} class="name" data-x={name.x} data-y={name.y}>{name.text}</span>)}
          {shown >= 0 && points.isPlaced(shown) && (
            <>
              <span class="ring" data-row={shown} style={{ borderColor: css(colours[colouring.slots[shown]]) }} />
              <div class={additions && shown === current ? 'tip has-button' : 'tip'} data-row={shown}>
                {additions && shown === current && additions.button(shown)}
                <bdi class="tip-title">{props.tracks.title(shown)}</bdi>
                <dl>{props.values(shown).map(([label, value]) => <div key={label}><dt><bdi>{label}</bdi></dt><dd><bdi>{value}</bdi></dd></div>)}</dl>
              </div>
            </>
          )}
        </div>
        <p class={hint ? 'wheel-hint is-shown' : 'wheel-hint'} aria-hidden="true">Click the map, or hold Ctrl, to zoom with the wheel</p>
      </div>
      <p id={helpId} class="help">{help(additions !== undefined)}</p>
    </div>
  );
}

/** Numbers take less room on the map than "Cluster 3". */
function nameOf(colouring: Colouring, entry: number): string | null {
  const { name, slot } = colouring.entries[entry];
  return slot === noneSlot ? null : name.replace(/^Cluster (?=\d)/, '');
}

/** Moves what lies on the map to where the map has it now. */
function placeOverlay(overlay: HTMLElement, scatter: Scatter): void {
  for (const name of overlay.querySelectorAll<HTMLElement>('.name')) {
    moveTo(name, scatter.view.toScreen(Number(name.dataset.x), Number(name.dataset.y)));
  }
  for (const kin of overlay.querySelectorAll<HTMLElement>('.kin')) moveTo(kin, scatter.screenOf(Number(kin.dataset.row)));
  const ring = overlay.querySelector<HTMLElement>('.ring');
  const tip = overlay.querySelector<HTMLElement>('.tip');
  if (!ring || !tip) return;
  const [x, y] = scatter.screenOf(Number(ring.dataset.row));
  moveTo(ring, [x, y]);

  // Beside the point, on the side where there is room.
  const left = x + tip.offsetWidth + 16 > scatter.view.width ? x - tip.offsetWidth - 14 : x + 14;
  const top = y + tip.offsetHeight + 16 > scatter.view.height ? y - tip.offsetHeight - 14 : y + 14;
  moveTo(tip, [Math.max(6, left), Math.max(6, top)]);
}

function moveTo(element: HTMLElement, [x, y]: [number, number]): void {
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
