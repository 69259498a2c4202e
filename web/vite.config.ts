import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'
import { compressed } from './tools/compressed.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// One build, two entries: the portal (index.html) and the console (console/index.html).
export default defineConfig({
  root: at('.'),
  resolve: { alias: { '@shared': at('shared') } },
  plugins: [
    vue(),
    // Element Plus is for the console alone: the portal stays plain HTML.
    Components({
      dts: false,
      dirs: [],
      include: [/[\\/]console[\\/].*\.vue$/, /[\\/]console[\\/].*\.vue\?/],
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
    compressed(),
  ],
  build: {
    outDir: process.env.MC_WEB_OUT ?? at('../build/web/dist'),
    emptyOutDir: true,
    target: 'es2020',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { portal: at('index.html'), console: at('console/index.html') } },
  },
  server: {
    proxy: { '/api': { target: process.env.MC_API ?? 'http://127.0.0.1:8080' } },
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
