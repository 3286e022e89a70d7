// As much of a text as its box has room for, and what says that there is more.

/** Puts into an element as much of a text as the box around it shows whole. The box is of a size that does not grow. */
export function fit(place: HTMLElement, box: HTMLElement, text: string, more: string): void {
  const letters = [...text];
  const fits = (length: number): boolean => {
    place.textContent = length < letters.length ? letters.slice(0, length).join("").trimEnd() + more : text;
    return box.scrollHeight <= box.clientHeight;
  };
  if (fits(letters.length)) return;
  let [most, tooMany] = [0, letters.length];
  while (tooMany - most > 1) {
    const half = (most + tooMany) >> 1;
    if (fits(half)) most = half;
    else tooMany = half;
  }
  fits(most);
}
