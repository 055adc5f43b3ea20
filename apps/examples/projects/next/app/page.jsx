import { Album } from './album.jsx';

export default function Page() {
  return (
    <main>
      <h1>An album</h1>
      <Album />
    </main>
  );
}
