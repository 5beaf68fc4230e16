/** Makes the columns of a table sortable by their headings. The order that C# wrote comes back at the third click. */
export function makeSortable(table: HTMLTableElement): void {
  const bodies = [...table.tBodies];
  if (bodies.every(body => body.rows.length < 3)) return;
  const original = bodies.map(body => [...body.rows]);
  const headings = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  headings.forEach((heading, column) => {
    if (heading.hasAttribute('data-fixed')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => {
      const next = nextOrder(heading);
      for (const other of headings) other.removeAttribute('aria-sort');
      if (next) heading.setAttribute('aria-sort', next);
      bodies.forEach((body, i) => body.append(...(next ? sorted(original[i], column, next) : original[i])));
    });
  });
}

/** Numbers begin with the largest, words with the first. */
function nextOrder(heading: HTMLTableCellElement): 'ascending' | 'descending' | null {
  const order: ('ascending' | 'descending')[] = heading.classList.contains('number') ? ['descending', 'ascending'] : ['ascending', 'descending'];
  return order[order.indexOf(heading.getAttribute('aria-sort') as 'ascending') + 1] ?? null;
}

/** Rows that head a group stay on top; cells without a value go last either way. */
function sorted(rows: HTMLTableRowElement[], column: number, order: 'ascending' | 'descending'): HTMLTableRowElement[] {
  const heads = rows.filter(row => row.classList.contains('group'));
  const others = rows.filter(row => !row.classList.contains('group'));
  const sign = order === 'ascending' ? 1 : -1;
  return heads.concat(others.sort((a, b) => {
    const [left, right] = [valueOf(a.cells[column]), valueOf(b.cells[column])];
    if (typeof left === 'string' || typeof right === 'string') return sign * String(left).localeCompare(String(right), 'en');
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    return sign * (left - right);
  }));
}

function valueOf(cell: HTMLTableCellElement | undefined): number | string {
  const text = cell?.textContent?.trim() ?? '';
  if (!cell?.classList.contains('number')) return text;
  return parseFloat(text.replaceAll(',', '').replace('−', '-').replace(/^[<>≤]\s*/, ''));
}
