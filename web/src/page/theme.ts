type Choice = 'auto' | 'light' | 'dark';

const system = window.matchMedia('(prefers-color-scheme: dark)');

export const isDark = (): boolean => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : system.matches;
};

/** Calls back at every change of theme, by the system or by the reader. */
export function whenThemeChanges(call: () => void): void {
  system.addEventListener('change', call);
  document.addEventListener('sargam-theme', call);
}

/** Puts the choice of theme into the page's head; without scripts the system's setting decides. */
export function addThemeSwitch(place: Element): void {
  const group = document.createElement('div');
  group.className = 'theme';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Colours');
  const buttons = (['auto', 'light', 'dark'] as const).map(choice => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = choice[0].toUpperCase() + choice.slice(1);
    button.addEventListener('click', () => choose(choice));
    group.append(button);
    return [choice, button] as const;
  });

  const choose = (chosen: Choice) => {
    if (chosen === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    for (const [choice, button] of buttons) button.setAttribute('aria-pressed', String(choice === chosen));
    document.dispatchEvent(new Event('sargam-theme'));
  };
  choose((document.documentElement.dataset.theme as Choice | undefined) ?? 'auto');
  place.append(group);
}
