// Each folder of pages brings its own routes.ts (export default: RouteRecordRaw[]); nothing is listed here by hand.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { kPlatform } from '@shared/lib/text'
import './meta'
import { useSession } from './session'

const kAreas = import.meta.glob<{ default: RouteRecordRaw[] }>('./pages/*/routes.ts', { eager: true })

export const pageRoutes: RouteRecordRaw[] = Object.values(kAreas).flatMap((area) => area.default)

/** The first page of this user; the account page when there is none. */
export function homeOf(session: ReturnType<typeof useSession>): string {
  const homes = pageRoutes
    .filter((route) => route.meta?.home !== undefined && admits(route.meta, session))
    .sort((a, b) => (a.meta?.home ?? 0) - (b.meta?.home ?? 0))
  return homes[0]?.path ?? '/account'
}

/** May this user see a route with this meta? */
export function admits(meta: RouteRecordRaw['meta'], session: ReturnType<typeof useSession>): boolean {
  if (meta?.open) return true
  if (session.me === null) return false
  if (meta?.kind && session.me.kind !== meta.kind) return false
  return session.may(meta?.permission ?? [])
}

export function makeRouter() {
  const router = createRouter({
    history: createWebHistory('/console/'),
    routes: [
      { path: '/', name: 'home', redirect: () => homeOf(useSession()) },
      ...pageRoutes,
      {
        path: '/:rest(.*)*',
        name: 'not-found',
        component: () => import('./pages/session/NotFoundPage.vue'),
        meta: { title: '没有这个页面' },
      },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    const session = useSession()
    if (to.meta.open) return true
    if (!session.asked) {
      try {
        await session.refresh()
      } catch {
        return { name: 'sign-in', query: { next: to.fullPath } }
      }
    }
    const fromRoot = to.path === '/' || to.redirectedFrom?.path === '/'
    if (session.me === null) return { name: 'sign-in', query: fromRoot ? {} : { next: to.fullPath } }
    if (session.pending && session.pending !== 'other') {
      return to.name === 'first-steps' ? true : { name: 'first-steps', query: fromRoot ? {} : { next: to.fullPath } }
    }
    // "/" was resolved before it was known who this is.
    if (fromRoot && to.path !== homeOf(session)) return homeOf(session)
    return true
  })
  router.afterEach((to) => {
    document.title = to.meta.title ? `${to.meta.title} - ${kPlatform}` : kPlatform
  })
  return router
}
