/** Where a point is, in words. */
export interface Place {
  /**
   * City, town or village. Well-known ones are named in the language that was asked for, if it is one of the page’s;
   * others as GeoNames spells them: by their own name, or in Latin letters.
   */
  city: string;
  /** State, canton or the like, as GeoNames spells it; absent where there is none. */
  region?: string;
  /** The country’s name in the language that was asked for. */
  country: string;
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
}

/** A place that was found by its name. */
export interface FoundPlace {
  /** As GeoNames spells it; the English name of a country. */
  name: string;
  /** What it is. */
  kind: 'city' | 'region' | 'country';
  /** Degrees north; of a region or a country, those of its largest city. */
  latitude: number;
  /** Degrees east. */
  longitude: number;
  /** The region that it is or lies in. */
  region?: string;
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
  /** About the number of inhabitants, of listed cities only. */
  population: number;
}
