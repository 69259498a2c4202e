import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/todo',
    name: 'todo',
    component: () => import('./TodoPage.vue'),
    meta: { title: '待办', permission: 'quality.read', kind: 'staff', menu: { group: '工作台', order: 10 }, home: 1 },
  },
] satisfies RouteRecordRaw[]
