import '@shared/styles/all.css'
import 'element-plus/theme-chalk/base.css'
// Overlays made by functions or at run time get no style from on-demand import: once, here.
import 'element-plus/theme-chalk/el-popper.css'
import 'element-plus/theme-chalk/el-tooltip.css'
import 'element-plus/theme-chalk/el-overlay.css'
import 'element-plus/theme-chalk/el-message.css'
import 'element-plus/theme-chalk/el-message-box.css'
import './element.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { startDisplay } from '@shared/lib/display'
import App from './App.vue'
import { makeRouter } from './router'

startDisplay('console')
const app = createApp(App)
app.use(createPinia())
app.use(makeRouter())
app.mount('#app')
