import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMAT_BYTES, fileFormat, isImage } from './format.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A file type box (ISO/IEC 14496-12, 4.3) and the beginning of the next box. */
const ftyp = (...brands: string[]): string =>
  `\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}\0\0\0\x20meta`;

const folder = new URL('../fixtures/', import.meta.url);
const ENDINGS: Readonly<Record<string, string>> = {
  jpg: 'JPEG',
  png: 'PNG',
  gif: 'GIF',
  webp: 'WebP',
  bmp: 'BMP',
  avif: 'AVIF',
  heic: 'HEIC',
};
const fixtures = readdirSync(folder).filter((name) => (name.split('.')[1] ?? '') in ENDINGS);

describe('fileFormat', () => {
  it.each(fixtures)('detects %s', (name) => {
    const format = fileFormat(readFileSync(new URL(name, folder)));
    expect(format).toBe(ENDINGS[name.split('.')[1] as string]);
    expect(isImage(format)).toBe(true);
  });

  it.each([
    ['JPEG', 'MPO, as JPEG', '\xff\xd8\xff\xe1\0\x10Exif'],
    ['ICO', 'an icon', '\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0'],
    ['ICO', 'a cursor', '\0\0\x02\0\x02\0\x20\x20\0\0\x01\0\x01\0'],
    ['AVIF', 'a sequence', ftyp('avis', 'msf1', 'miaf')],
    ['AVIF', 'AVIF with the major brand of HEIF', ftyp('mif1', 'avif', 'miaf')],
    ['HEIC', 'HIF of Canon and Sony', ftyp('heix', 'mif1', 'heic', 'miaf')],
    ['HEIC', 'a burst', ftyp('hevc', 'msf1')],
    ['HEIC', 'HEIF without a codec', ftyp('mif1')],
    ['JPEG XL', 'a bare codestream', '\xff\x0a\xfa\x1f'],
    ['JPEG XL', 'a container', '\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl \0\0\0\0jxl '],
    ['JPEG 2000', 'JP2', '\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 '],
    ['JPEG 2000', 'a bare codestream', '\xff\x4f\xff\x51\0\x2f'],
    ['TIFF', 'little-endian', 'II*\0\x08\0\0\0'],
    ['TIFF', 'big-endian', 'MM\0*\0\0\0\x08'],
    ['TIFF', 'BigTIFF', 'II+\0\x08\0\0\0'],
    ['CR2', 'Canon', 'II*\0\x10\0\0\0CR\x02\0'],
    ['CR3', 'Canon', ftyp('crx ', 'crx ', 'isom')],
    ['ORF', 'Olympus', 'IIRO\x08\0\0\0'],
    ['ORF', 'Olympus', 'IIRS\x08\0\0\0'],
    ['ORF', 'Olympus', 'MMOR\0\0\0\x08'],
    ['RW2', 'Panasonic', 'IIU\0\x18\0\0\0'],
    ['RAF', 'Fujifilm', 'FUJIFILMCCD-RAW 0201FF383501'],
    ['RAW', 'CRW', 'II\x1a\0\0\0HEAPCCDR'],
    ['RAW', 'MRW', '\0MRM\0\x01\x4d\x2c'],
    ['RAW', 'X3F', 'FOVb\x01\0\x02\0'],
  ])('detects %s: %s', (format, _, head) => {
    expect(fileFormat(latin1(head))).toBe(format);
    expect(isImage(fileFormat(latin1(head)))).toBe(true);
  });

  const packets = (start: number, step: number): string =>
    [...Array(FORMAT_BYTES)].map((_, i) => (i >= start && (i - start) % step === 0 ? 'G' : '\x01')).join('');

  it.each([
    ['empty', 'nothing', ''],
    ['video', 'MP4', ftyp('isom', 'isom', 'avc1', 'mp41')],
    ['video', 'the newer MP4', ftyp('mp42')],
    ['video', 'QuickTime', ftyp('qt  ')],
    ['video', 'an old phone', ftyp('3gp5')],
    ['video', 'QuickTime without a brand', '\0\0\x0a\x3cmoov\0\0\0\x6cmvhd'],
    ['video', 'AVI', 'RIFF\xf0\0\0\0AVI LIST'],
    ['video', 'Matroska', '\x1aE\xdf\xa3\x9f\x42\x86\x81'],
    ['video', 'MPEG', '\0\0\x01\xba\x44\0\x04'],
    ['video', 'a transport stream', packets(0, 188)],
    ['video', 'AVCHD', packets(4, 192)],
    ['video', 'Windows Media', '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9'],
    ['audio', 'M4A', ftyp('M4A ', 'mp42')],
    ['audio', 'MP3', 'ID3\x04\0'],
    ['audio', 'MP3 without tags', '\xff\xfb\x90\x64'],
    ['audio', 'WAV', 'RIFF\xf0\0\0\0WAVEfmt '],
    ['PSD', 'Photoshop', '8BPS\0\x01'],
    ['PSD', 'Photoshop, large', '8BPS\0\x02'],
    ['PDF', 'PDF', '%PDF-1.7\n'],
    ['archive', 'ZIP', 'PK\x03\x04\x14\0'],
    ['SVG', 'SVG', '<svg xmlns="http://www.w3.org/2000/svg">'],
    [
      'SVG',
      'SVG after all that may come first',
      '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "">\n<svg>',
    ],
    ['web page', 'a failed download', '\n<!DOCTYPE html>\n<html><head><title>404</title>'],
    ['web page', 'the same without a type', '<HTML><BODY>Not found</BODY></HTML>'],
    ['text', 'an error', 'Access denied.\r\n'],
    ['text', 'XMP', '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta>'],
    ['text', 'UTF-8', '\xc3\x9cber'],
    ['text', 'UTF-16', '\xff\xfeH\0i\0'],
    ['text', 'text that begins like a bitmap', 'BMW 320d, serviced on 4 July 2019.'],
    [undefined, 'a program', '\x7fELF\x02\x01\x01\0'],
    [undefined, 'zeros', '\0'.repeat(64)],
    [undefined, 'Truevision, which looks much like a cursor', '\0\0\x02\0\0\0\0\0\0\0\0\0\x40\0\x30\0'],
  ])('detects %s: %s', (format, _, head) => {
    expect(fileFormat(latin1(head))).toBe(format);
    expect(isImage(fileFormat(latin1(head)))).toBe(false);
  });

  it('ignores brands beyond their box', () => {
    const box = ftyp('isom').replace('meta', 'heic');
    expect(fileFormat(latin1(box))).toBe('video');
  });

  it('reads no more bytes than documented', () => {
    const late = latin1(`${' '.repeat(FORMAT_BYTES)}\0<svg>`);
    expect(fileFormat(late)).toBe('text');
  });
});
