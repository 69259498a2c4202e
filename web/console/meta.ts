import 'vue-router'

/** Groups of the menu, in their order. */
export const kGroups = [
  '工作台',
  '办理',
  '归集',
  '公示',
  '主体',
  '评价',
  '统计',
  '目录',
  '系统',
  '审计',
  '我的信用',
  '我的办件',
  '我的账户',
] as const
export type MenuGroup = (typeof kGroups)[number]

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of tab and h1. */
    title?: string
    /** Shorter, among the tabs of pages that belong together. */
    tab?: string
    /** Any of these permissions admits; none = everybody who is signed in. The server decides anyway. */
    permission?: string | readonly string[]
    /** For these accounts only. */
    kind?: 'staff' | 'subject'
    /** Shown in the menu. */
    menu?: { group: MenuGroup; order: number; label?: string }
    /** Where the user lands after signing in: the permitted route with the lowest number. */
    home?: number
    /** Name of the route whose menu entry is marked while this one is shown (detail pages). */
    under?: string
    /** Without the shell: sign-in and the like. */
    plain?: boolean
    /** Open to everybody. */
    open?: boolean
  }
}
