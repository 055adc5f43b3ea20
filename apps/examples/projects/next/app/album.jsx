'use client';

import { useEffect, useRef, useState } from 'react';
// Defines the element in the browser, and does nothing on the server, which renders this component first.
import 'web-clip/element';

export function Album() {
  const [best, setBest] = useState();
  const element = useRef(null);

  // React gives no listeners to custom elements that the server has rendered: https://github.com/react/react/issues/35446
  useEffect(() => {
    const listening = new AbortController();
    const show = ({ detail }) => setBest(detail.query ? detail.hits[0]?.photo : undefined);
    element.current.addEventListener('results', show, { signal: listening.signal });
    return () => listening.abort();
  }, []);

  return (
    <>
      <photo-search ref={element} />
      <p>{best ? `The best match is ${best.path}.` : 'Nothing has been searched for.'}</p>
    </>
  );
}
