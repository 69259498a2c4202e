import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/evaluation/tasks',
    name: 'evaluation-tasks',
    component: () => import('./TasksPage.vue'),
    meta: { title: '评价任务', permission: 'grade.task', kind: 'staff', menu: { group: '评价', order: 40 } },
  },
  {
    path: '/evaluation/tasks/:id',
    name: 'evaluation-task',
    component: () => import('./TaskPage.vue'),
    meta: { title: '评价任务', permission: 'grade.task', kind: 'staff', under: 'evaluation-tasks' },
  },
  {
    path: '/evaluator/tasks',
    name: 'evaluator-tasks',
    component: () => import('./MyTasksPage.vue'),
    meta: {
      title: '受托的评价任务',
      permission: 'evaluate.task',
      kind: 'staff',
      menu: { group: '评价', order: 50 },
      home: 90,
    },
  },
  {
    path: '/evaluator/tasks/:id',
    name: 'evaluator-task',
    component: () => import('./MyTaskPage.vue'),
    meta: { title: '受托的评价任务', permission: 'evaluate.task', kind: 'staff', under: 'evaluator-tasks' },
  },
] satisfies RouteRecordRaw[]
