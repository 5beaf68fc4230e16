// Refuses built pages that C# could not fill, or that would ask the network for something they may not.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const network = /\bfetch\(|XMLHttpRequest|importScripts|WebSocket|EventSource|sendBeacon|new Audio|<audio|"audio"|`audio`/;

check('report.html', network);
check('served.html', /XMLHttpRequest|importScripts|WebSocket|EventSource|sendBeacon/);

function check(name, forbidden) {
  const file = `dist/${name}`;
  const page = readFileSync(file, 'utf8').replace(/\r\n/g, '\n').replace(/<(script|style)([^>]*?) (?:crossorigin|rel="stylesheet")/g, '<$1$2');
  const fail = reason => { throw new Error(`${file}: ${reason}`); };

  for (const marker of ['<!--sargam:head-->', '<!--sargam:body-->']) {
    if (page.split(marker).length !== 2) fail(`${marker} must stand in it once`);
  }
  if (/<(script|link|img|iframe)[^>]*\s(src|href)=/i.test(page)) fail('it refers to another file');
  if ([...page.matchAll(/<script\b/g)].length !== 1 || [...page.matchAll(/<style\b/g)].length !== 1) fail('there must be one script and one style');
  if (/\beval\(|new Function\(/.test(page)) fail('it evaluates text');
  if (forbidden.test(page)) fail(`it calls the network: ${forbidden.exec(page)[0]}`);

  writeFileSync(file, page);
  console.log(`${file}: ${page.length} characters, ${gzipSync(page, { level: 9 }).length} bytes as gzip`);
}
