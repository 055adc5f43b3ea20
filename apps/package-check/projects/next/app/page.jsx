'use client';

import { useEffect } from 'react';
// Rendered on the server too, where importing web-clip does nothing.
import 'web-clip/element';
import { run } from '../page.js';

export default function Page() {
  useEffect(() => {
    run();
  }, []);
  // biome-ignore lint/performance/noImgElement: The check is about the original file.
  return <img src="/pizza.webp" alt="" />;
}
