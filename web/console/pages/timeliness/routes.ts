import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/timeliness',
    name: 'timeliness',
    component: () => import('./TimelinessPage.vue'),
    meta: { title: '时效看板', permission: 'quality.read', kind: 'staff', menu: { group: '统计', order: 10 } },
  },
  {
    path: '/timeliness/open',
    name: 'timeliness-cell',
    component: () => import('./CellPage.vue'),
    meta: { title: '未办事项', permission: 'quality.read', kind: 'staff', under: 'timeliness' },
  },
] satisfies RouteRecordRaw[]
