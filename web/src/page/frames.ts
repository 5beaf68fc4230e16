/** Shows pictures that stand side by side one at a time, with a slider that steps through them. On paper all stay. */
export function addSlider(strip: HTMLElement): void {
  const frames = [...strip.querySelectorAll<HTMLElement>(':scope > [data-frame]')];
  if (frames.length < 2) return;
  const label = document.createElement('label');
  label.className = 'slider';
  const slider = document.createElement('input');
  Object.assign(slider, { type: 'range', min: '0', max: String(frames.length - 1), step: '1' });
  const name = document.createElement('span');
  name.textContent = strip.dataset.slider ?? 'Step';
  label.append(name, slider);

  const show = (at: number) => {
    frames.forEach((frame, i) => frame.classList.toggle('is-away', i !== at));
    slider.setAttribute('aria-valuetext', frames[at].dataset.frame ?? String(at));
  };
  slider.addEventListener('input', () => show(Number(slider.value)));
  slider.value = String(frames.length >> 1);
  show(frames.length >> 1);
  strip.before(label);
  strip.classList.add('is-stepped');
}
