const shapes = {
  play: 'M5 3l8 5-8 5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  previous: 'M3 3h2v10H3zM13 3v10L6 8z',
  next: 'M11 3h2v10h-2zM3 3v10l7-5z',
  up: 'M8 4l5 6H3z',
  down: 'M8 12L3 6h10z',
  close: 'M3.5 4.9L4.9 3.5 8 6.6l3.1-3.1 1.4 1.4L9.4 8l3.1 3.1-1.4 1.4L8 9.4l-3.1 3.1-1.4-1.4L6.6 8z',
};

/** A picture on a button, whose name the button says. */
export function Icon({ shape }: { shape: keyof typeof shapes }) {
  return <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={shapes[shape]} /></svg>;
}
