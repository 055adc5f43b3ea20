/** Extensions of camera RAW files. */
export const RAW_ENDINGS: ReadonlySet<string> = new Set(
  `dng cr2 cr3 crw nef nrw arw sr2 srf srw raf orf ori rw2 rwl pef 3fr fff iiq mos mef mrw x3f dcr kdc k25 erf gpr`.split(
    ' ',
  ),
);

/** Whether a file's name has a RAW extension. */
export const isRaw = (name: string): boolean =>
  name.includes('.') && RAW_ENDINGS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
