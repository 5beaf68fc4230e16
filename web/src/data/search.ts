/** The letters that people mean: no case, no accents on Latin, Greek and Cyrillic; vowel signs of other scripts stay. */
export function fold(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/[\u0300-\u036f\u200b-\u200f]/g, '').toLowerCase().replaceAll('ß', 'ss').normalize('NFC');
}

/** Finds rows by words that may stand anywhere in their texts, in any order. */
export class SearchIndex {
  private folded: string[] | null = null;

  /** @param textOf everything a row can be found by */
  constructor(private readonly rowCount: number, private readonly textOf: (row: number) => string) {}

  /** All rows that have every word; those that begin with the query first. */
  find(query: string): number[] {
    const words = fold(query).split(/\s+/).filter(word => word.length > 0);
    if (words.length === 0) return [];

    // Folding 200,000 texts takes a moment, which is spent when somebody searches, not when the page opens.
    const texts = this.folded ??= Array.from({ length: this.rowCount }, (_, row) => fold(this.textOf(row)));
    const begins: number[] = [];
    const others: number[] = [];
    for (let row = 0; row < texts.length; row++) {
      if (words.every(word => texts[row].includes(word))) (texts[row].startsWith(words[0]) ? begins : others).push(row);
    }
    return begins.concat(others);
  }
}
