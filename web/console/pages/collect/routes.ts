import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/collect',
    name: 'collect',
    component: () => import('./CataloguePage.vue'),
    meta: { title: '数据归集', permission: 'collect.enter', menu: { group: '归集', order: 10 }, home: 20 },
  },
  {
    path: '/collect/:entry',
    name: 'collect-entry',
    component: () => import('./EntryPage.vue'),
    meta: { title: '导入文件', permission: 'collect.enter', under: 'collect' },
  },
  {
    path: '/collect/:entry/new',
    name: 'record-new',
    component: () => import('./RecordFormPage.vue'),
    meta: { title: '手工录入', permission: 'collect.enter', under: 'collect' },
  },
  {
    path: '/imports/:job',
    name: 'import-job',
    component: () => import('./ImportJobPage.vue'),
    meta: { title: '正在校验', permission: 'collect.enter', under: 'batches' },
  },
  {
    path: '/batches',
    name: 'batches',
    component: () => import('./BatchesPage.vue'),
    meta: { title: '批次与质量', permission: 'collect.read', menu: { group: '归集', order: 20 } },
  },
  {
    path: '/batches/:id',
    name: 'batch',
    component: () => import('./BatchPage.vue'),
    meta: { title: '导入结果', permission: 'collect.read', under: 'batches' },
  },
  {
    path: '/records',
    name: 'records',
    component: () => import('./RecordsPage.vue'),
    meta: { title: '信用记录', permission: 'collect.read', menu: { group: '归集', order: 30 } },
  },
  {
    path: '/records/:id',
    name: 'record',
    component: () => import('./RecordPage.vue'),
    meta: { title: '记录详情', permission: 'collect.read', under: 'records' },
  },
  {
    path: '/records/:id/correct',
    name: 'record-correct',
    component: () => import('./RecordFormPage.vue'),
    meta: { title: '更正记录', permission: 'collect.enter', under: 'records' },
  },
  {
    path: '/review',
    name: 'review',
    component: () => import('./ReviewPage.vue'),
    meta: { title: '科室审核', permission: 'collect.review', menu: { group: '归集', order: 40 }, home: 15 },
  },
  {
    path: '/nil-reports',
    name: 'nil-reports',
    component: () => import('./NilReportPage.vue'),
    meta: { title: '零报告', permission: 'collect.enter', menu: { group: '归集', order: 50 } },
  },
  {
    path: '/registers',
    name: 'registers',
    component: () => import('./RegisterPage.vue'),
    meta: { title: '决定台账', permission: 'collect.enter', menu: { group: '归集', order: 60 } },
  },
] satisfies RouteRecordRaw[]
