import { createRouter, createWebHistory } from 'vue-router'

export function makeRouter() {
  return createRouter({
    history: createWebHistory('/'),
    routes: [{ path: '/', component: () => import('./pages/HomePage.vue') }],
  })
}
