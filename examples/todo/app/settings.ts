/** What the user has chosen on this device; it outlives the page, and all tabs share it. */

const names = { offline: 'todo-offline', onlyOpen: 'todo-only-open' } as const;
type Setting = keyof typeof names;

export const isOn = (setting: Setting): boolean => localStorage.getItem(names[setting]) === 'on';

/** Shows the setting in a checkbox, and changes it there; `changed` is told of changes in all tabs. */
export function bindSetting(setting: Setting, box: HTMLInputElement, changed: () => void): void {
  box.checked = isOn(setting);
  box.addEventListener('change', () => {
    localStorage.setItem(names[setting], box.checked ? 'on' : 'off');
    changed();
  });
  addEventListener('storage', ({ key }) => {
    if (key !== names[setting]) return;
    box.checked = isOn(setting);
    changed();
  });
}
