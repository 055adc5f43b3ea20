type Defined<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** @returns The fields that are known. A record has no undefined ones. */
export function known<Fields extends object>(fields: Fields): Partial<Defined<Fields>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Defined<Fields>
  >;
}
