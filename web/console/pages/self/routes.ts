import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/my',
    name: 'my-archive',
    component: () => import('./MyArchivePage.vue'),
    meta: { title: '信用档案', permission: 'self', kind: 'subject', menu: { group: '我的信用', order: 10 }, home: 1 },
  },
  {
    path: '/my/access',
    name: 'my-access',
    component: () => import('./AccessLogPage.vue'),
    meta: { title: '谁查过我', permission: 'self', kind: 'subject', menu: { group: '我的信用', order: 20 } },
  },
  {
    path: '/my/grants',
    name: 'my-grants',
    component: () => import('./GrantsPage.vue'),
    meta: { title: '授权管理', permission: 'self', kind: 'subject', menu: { group: '我的信用', order: 30 } },
  },
  {
    path: '/my/grants/new',
    name: 'my-grant-new',
    component: () => import('./NewGrantPage.vue'),
    meta: { title: '新建授权', permission: 'self', kind: 'subject', under: 'my-grants' },
  },
  {
    path: '/my/delegates',
    name: 'my-delegates',
    component: () => import('./DelegatesPage.vue'),
    meta: { title: '代表与代理人', permission: 'self', kind: 'subject', menu: { group: '我的账户', order: 20 } },
  },
  {
    path: '/messages',
    name: 'messages',
    component: () => import('./MessagesPage.vue'),
    meta: { title: '消息', menu: { group: '我的账户', order: 10 } },
  },
] satisfies RouteRecordRaw[]
