import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { SearchIndex } from '../data/search';
import type { Tracks } from '../data/tracks';
import type { Additions } from './additions';

interface Props {
  index: SearchIndex;
  tracks: Tracks;
  input: RefObject<HTMLInputElement | null>;
  /** Rows found so far; null when nothing is looked for. */
  onMatches(rows: number[] | null): void;
  onChoose(row: number): void;
  /** What is possible where there is sound; Ctrl with Enter plays too. */
  additions?: Additions;
}

/** More than this nobody reads; the map shows all of them. */
const listed = 30;

/** Milliseconds without a letter before a server is asked too. */
const patience = 250;

/** A text field whose findings stand out on the map; choosing one goes there. */
export function SearchBox({ index, tracks, input, onMatches, onChoose, additions }: Props) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<number[]>([]);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const further = useRef({ text: '', timer: 0 });

  const look = (text: string) => {
    const rows = index.find(text);
    setQuery(text);
    setFound(rows);
    setActive(0);
    setOpen(text.trim().length > 0);
    onMatches(text.trim().length > 0 ? rows : null);
    clearTimeout(further.current.timer);
    further.current = { text, timer: additions && text.trim().length > 1 && rows.length < listed ? window.setTimeout(() => void lookFurther(text, rows), patience) : 0 };
  };
  /** Whoever typed on meanwhile is not interested any more; whoever is not answered has what was found here. */
  const lookFurther = async (text: string, rows: number[]) => {
    const others = await additions!.find(text).catch(() => []);
    const all = [...new Set([...rows, ...others])];
    if (further.current.text !== text || all.length === rows.length) return;
    setFound(all);
    onMatches(all);
  };
  const choose = (row: number) => {
    setOpen(false);
    onChoose(row);
  };
  const press = (event: KeyboardEvent) => {
    const last = Math.min(found.length, listed) - 1;
    if (event.key === 'ArrowDown') setActive(Math.min(last, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter' && event.ctrlKey && additions && found.length > 0) additions.play(found[active]);
    else if (event.key === 'Enter' && found.length > 0) choose(found[active]);
    else if (event.key === 'Escape') look('');
    else return;
    event.preventDefault();
  };

  return (
    <div class="search">
      <label>
        <span>Find</span>
        <input
          ref={input} type="search" dir="auto" value={query} placeholder="Title or label" autocomplete="off" spellcheck={false}
          role="combobox" list={undefined} aria-autocomplete="list" aria-expanded={open} aria-controls="found" aria-activedescendant={open && found.length > 0 ? `found-${active}` : undefined}
          onInput={event => look(event.currentTarget.value)} onKeyDown={press}
          onFocus={() => setOpen(query.trim().length > 0)} onBlur={() => setOpen(false)}
        />
      </label>
      <div class="found" hidden={!open}>
        <p role="status">{open ? sentence(found.length) : ''}</p>
        <ul id="found" role="listbox" aria-label="Tracks found">
          {found.slice(0, listed).map((row, i) => (
            // Pressing the button must not take the focus away before the click arrives.
            <li key={row} id={`found-${i}`} role="option" aria-selected={i === active} onPointerDown={event => event.preventDefault()} onClick={() => choose(row)}>
              <bdi>{tracks.title(row)}</bdi>
              {additions && <span class="extra" aria-hidden="true">{additions.button(row)}</span>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function sentence(count: number): string {
  if (count === 0) return 'Nothing found.';
  const tracks = count === 1 ? '1 track' : `${count.toLocaleString('en')} tracks`;
  return count > listed ? `${tracks}, the first ${listed}:` : `${tracks}:`;
}
