import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/jobs',
    name: 'jobs',
    component: () => import('./JobsPage.vue'),
    meta: {
      title: '后台任务',
      permission: 'collect.read',
      kind: 'staff',
      menu: { group: '系统', order: 40 },
    },
  },
  {
    path: '/jobs/:id',
    name: 'job',
    component: () => import('./JobPage.vue'),
    meta: { title: '任务详情', permission: 'collect.read', kind: 'staff', under: 'jobs' },
  },
  {
    path: '/schedules',
    name: 'schedules',
    component: () => import('./SchedulesPage.vue'),
    meta: { title: '计划任务', permission: 'job.read', kind: 'staff', menu: { group: '系统', order: 50 } },
  },
] satisfies RouteRecordRaw[]
