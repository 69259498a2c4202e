import { createRouter, createWebHistory } from 'vue-router'
import { kPortalName } from '@shared/lib/text'
import HomePage from './pages/HomePage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
  }
}

export const routes = [
  { path: '/', name: 'home', component: HomePage, meta: { title: '' } },
  { path: '/search', name: 'search', component: () => import('./pages/SearchPage.vue'), meta: { title: '查询结果' } },
  {
    path: '/institutions/:code',
    name: 'institution',
    component: () => import('./pages/InstitutionPage.vue'),
    meta: { title: '机构信用信息' },
  },
  {
    path: '/publicity',
    name: 'publicity',
    component: () => import('./pages/PublicityPage.vue'),
    meta: { title: '双公示' },
  },
  {
    path: '/publicity/:id',
    name: 'record',
    component: () => import('./pages/RecordPage.vue'),
    meta: { title: '公示详情' },
  },
  {
    path: '/publicity/:id/report',
    name: 'report',
    component: () => import('./pages/ReportPage.vue'),
    meta: { title: '报告公示内容有误' },
  },
  { path: '/grades', name: 'grades', component: () => import('./pages/GradesPage.vue'), meta: { title: '信用等级' } },
  {
    path: '/grades/method/:id',
    name: 'method',
    component: () => import('./pages/MethodPage.vue'),
    meta: { title: '评价方法' },
  },
  {
    path: '/repairs',
    name: 'repairs',
    component: () => import('./pages/RepairsPage.vue'),
    meta: { title: '信用修复公示' },
  },
  {
    path: '/commitments',
    name: 'commitments',
    component: () => import('./pages/CommitmentsPage.vue'),
    meta: { title: '信用承诺公示' },
  },
  { path: '/lists', name: 'lists', component: () => import('./pages/ListsPage.vue'), meta: { title: '名单' } },
  {
    path: '/verify/:code?',
    name: 'verify',
    component: () => import('./pages/VerifyPage.vue'),
    meta: { title: '文书核验' },
  },
  { path: '/about', name: 'about', component: () => import('./pages/AboutPage.vue'), meta: { title: '关于本站' } },
  {
    path: '/sources',
    name: 'sources',
    component: () => import('./pages/SourcesPage.vue'),
    meta: { title: '数据来源与规则' },
  },
  {
    path: '/accessibility',
    name: 'accessibility',
    component: () => import('./pages/AccessibilityPage.vue'),
    meta: { title: '无障碍声明' },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./pages/NotFoundPage.vue'),
    meta: { title: '没有这个页面' },
  },
]

export function makeRouter() {
  const router = createRouter({
    history: createWebHistory('/'),
    routes,
    scrollBehavior: (to, from, saved) => {
      if (saved) return saved
      if (to.hash) return { el: to.hash, top: 16 }
      return to.path === from.path ? undefined : { top: 0 }
    },
  })
  router.afterEach((to) => {
    document.title = to.meta.title ? `${to.meta.title} - ${kPortalName}` : kPortalName
  })
  return router
}
