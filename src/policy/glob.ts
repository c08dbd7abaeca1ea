/** A pattern: `*` stands for any characters, also none, `?` for one; upper and lower case are the same. */
export interface Glob {
  readonly pattern: string;
  fits(text: string): boolean;
}

/** Makes a pattern ready for many texts. It goes back to the last `*` only, so that none takes long. */
export function makeGlob(pattern: string): Glob {
  const wanted = [...pattern.toLowerCase()];
  const isPlain = !/[*?]/.test(pattern);
  const plain = pattern.toLowerCase();
  return {
    pattern,
    fits: isPlain ? (text) => text.toLowerCase() === plain : (text) => fits(wanted, [...text.toLowerCase()]),
  };
}

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  let [at, here] = [0, 0];
  let [star, from] = [-1, 0];
  while (here < given.length) {
    if (wanted[at] === '*') {
      [star, from] = [at, here];
      at += 1;
    } else if (wanted[at] === '?' || wanted[at] === given[here]) {
      at += 1;
      here += 1;
    } else if (star !== -1) {
      from += 1;
      [at, here] = [star + 1, from];
    } else return false;
  }
  return wanted.slice(at).every((character) => character === '*');
}
