import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: '登录', plain: true, open: true },
  },
  {
    path: '/setup',
    name: 'setup',
    component: () => import('./SetupPage.vue'),
    meta: { title: '首次设置', plain: true, open: true },
  },
  {
    path: '/first-steps',
    name: 'first-steps',
    component: () => import('./FirstStepsPage.vue'),
    meta: { title: '开始使用前', plain: true },
  },
  {
    path: '/account',
    name: 'account',
    component: () => import('./AccountPage.vue'),
    meta: { title: '账户与安全', menu: { group: '我的账户', order: 90 } },
  },
] satisfies RouteRecordRaw[]
