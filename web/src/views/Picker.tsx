interface Props {
  label: string;
  options: string[];
  value: number;
  onChange(value: number): void;
}

/** A choice among names. */
export function Picker({ label, options, value, onChange }: Props) {
  return (
    <label class="picker">
      <span>{label}</span>
      <select value={value} onChange={event => onChange(Number(event.currentTarget.value))}>
        {options.map((option, i) => <option key={i} value={i} dir="auto">{option}</option>)}
      </select>
    </label>
  );
}
