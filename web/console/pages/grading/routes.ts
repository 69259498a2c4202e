import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/grading/runs',
    name: 'grade-runs',
    component: () => import('./RunsPage.vue'),
    meta: { title: '评价批次', permission: 'grade.read', kind: 'staff', menu: { group: '评价', order: 10 } },
  },
  {
    path: '/grading/runs/:id',
    name: 'grade-run',
    component: () => import('./RunPage.vue'),
    meta: { title: '评价批次', permission: 'grade.read', kind: 'staff', under: 'grade-runs' },
  },
  {
    path: '/grading/decisions/:id',
    name: 'grade-decision',
    component: () => import('./DecisionPage.vue'),
    meta: { title: '等级说明', permission: 'grade.read', kind: 'staff', under: 'grade-runs' },
  },
  {
    path: '/grading/models',
    name: 'grade-models',
    component: () => import('./ModelsPage.vue'),
    meta: { title: '评价模型', permission: 'grade.read', kind: 'staff', menu: { group: '评价', order: 20 } },
  },
  {
    path: '/grading/models/:id',
    name: 'grade-model',
    component: () => import('./ModelPage.vue'),
    meta: { title: '评价模型', permission: 'grade.read', kind: 'staff', under: 'grade-models' },
  },
  {
    path: '/grading/reform',
    name: 'grade-reform',
    component: () => import('./ReformPage.vue'),
    meta: { title: '改革试算', permission: 'grade.model', kind: 'staff', menu: { group: '评价', order: 30 } },
  },
  {
    path: '/my/grades',
    name: 'my-grades',
    component: () => import('./MyGradesPage.vue'),
    meta: { title: '我的等级', kind: 'subject', menu: { group: '我的信用', order: 15 } },
  },
] satisfies RouteRecordRaw[]
