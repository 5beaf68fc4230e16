import type { Colouring } from '../data/colouring';
import { shareSteps } from '../data/colouring';
import { css, type Rgb } from '../data/colours';

interface Props {
  colouring: Colouring;
  colours: Rgb[];
  selection: number[];
  /** The line pointed at; -1 for none. */
  onHighlight(entry: number): void;
  onToggle(entry: number): void;
}

/** What the colours mean. Pointing at a line shows its tracks, clicking selects them. */
export function Legend({ colouring, colours, selection, onHighlight, onToggle }: Props) {
  if (colouring.by.kind === 'share') return <Scale colouring={colouring} colours={colours} />;
  const chosen = new Map<number, number>();
  for (const row of selection) chosen.set(colouring.entryOf[row], (chosen.get(colouring.entryOf[row]) ?? 0) + 1);
  return (
    <ul class="legend" aria-label={`Colours: ${colouring.by.label}`}>
      {colouring.entries.map((entry, i) => (
        <li key={i}>
          <button
            type="button" aria-pressed={entry.count > 0 && chosen.get(i) === entry.count} onClick={() => onToggle(i)}
            onPointerEnter={() => onHighlight(i)} onPointerLeave={() => onHighlight(-1)} onFocus={() => onHighlight(i)} onBlur={() => onHighlight(-1)}
          >
            <span class="dot" style={{ background: css(colours[entry.slot]) }} />
            <bdi>{entry.name}</bdi>
            <span class="count">{entry.count.toLocaleString('en')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Scale({ colouring, colours }: { colouring: Colouring; colours: Rgb[] }) {
  const { label, from = 0, to = 1 } = colouring.by;
  const stops = Array.from({ length: 6 }, (_, i) => css(colours[Math.round(i / 5 * (shareSteps - 1))]));
  return (
    <div class="scale" role="img" aria-label={`Colours: ${label} from ${from.toFixed(2)} to ${to.toFixed(2)}`}>
      <span class="ramp" style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }} />
      <span>{from.toFixed(2)}</span>
      <span>{to.toFixed(2)}</span>
    </div>
  );
}
