import { defineConfig, type Plugin } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

/** An inline script or style is fetched from nowhere: `crossorigin` and `rel` on it say nothing, and are no XML. */
const withoutIdleAttributes = (): Plugin => ({
  name: 'without-idle-attributes',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: html => html.replace(/ crossorigin/g, ''),
  },
});

/** Two pages, built one after the other since each is one file: the report, and with `--mode served` the one that a server sends. */
export default defineConfig(({ mode }) => ({
  plugins: [viteSingleFile({ removeViteModuleLoader: true }), withoutIdleAttributes()],
  build: {
    target: 'es2022',
    modulePreload: false,
    emptyOutDir: mode !== 'served',
    rollupOptions: { input: mode === 'served' ? 'served.html' : 'report.html' },
  },
}));
