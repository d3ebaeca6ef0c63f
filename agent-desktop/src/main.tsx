import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './desk-kit/desk-kit.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
