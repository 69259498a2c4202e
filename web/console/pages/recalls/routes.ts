import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/recalls',
    name: 'recalls',
    component: () => import('./RecallsPage.vue'),
    meta: {
      title: '更正和撤销的回执',
      permission: 'case.read',
      kind: 'staff',
      menu: { group: '办理', order: 60, label: '更正撤销回执' },
    },
  },
  {
    path: '/my-recalls',
    name: 'my-recalls',
    component: () => import('./MyRecallsPage.vue'),
    meta: {
      title: '收到的更正和撤销',
      permission: ['query.authorised', 'share.query'],
      menu: { group: '主体', order: 90 },
    },
  },
] satisfies RouteRecordRaw[]
