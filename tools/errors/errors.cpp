// medcredit-errors: prints docs/errors.md from the message catalogue (./dev docs writes it, a test holds the page to
// it).
#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include "domain/messages.h"

namespace {

/// A pipe would end the cell of the table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

int main() {
  const std::map<std::string_view, std::string_view> areas{{"ACCS", "身份、权限与范围 · identity, rights, scope"},
                                                           {"CRYP", "密钥与加密 · keys, envelopes"},
                                                           {"DISC", "公开、授权与共享 · disclosure"},
                                                           {"EVID", "留痕 · evidence log, backups"},
                                                           {"HTTP", "接口请求 · requests"},
                                                           {"JOBS", "后台任务 · background jobs"},
                                                           {"CLI", "命令行 · command line"},
                                                           {"COLL", "归集：表头、行、批次 · collection"},
                                                           {"FILE", "文件与编码 · files, encodings"},
                                                           {"IDEN", "标识码 · identifiers"},
                                                           {"PROC", "程序数据 · procedures"},
                                                           {"PROF", "地区配置 · jurisdictions"},
                                                           {"PUBL", "公示 · publicity"},
                                                           {"QUAL", "时效与质量 · registers, rates"},
                                                           {"RECD", "信用信息记录 · records, classification, terms"},
                                                           {"STOR", "存储 · store"},
                                                           {"SUBJ", "信用主体 · subjects"},
                                                           {"WFLW", "案件办理 · cases"},
                                                           {"WORK", "工作日 · working days"}};
  std::cout << "# Messages\n\nPrinted from `src/domain/messages` by `./dev docs`; do not edit. Words in braces are "
               "filled in when the "
               "message is shown.\n";
  std::string_view area;
  for (const auto& message : medcredit::domain::allMessages()) {
    const auto own = message.code.substr(0, message.code.find('-'));
    if (own != area) {
      area = own;
      const auto title = areas.find(area);
      std::cout << "\n## " << area << (title == areas.end() ? "" : " · " + std::string(title->second))
                << "\n\n| 代码 | 说明 | 依据 | 处理 |\n|---|---|---|---|\n";
    }
    std::cout << "| " << message.code << " | " << cell(message.text) << " | " << cell(message.basis) << " | "
              << cell(message.remedy) << " |\n";
  }
  return 0;
}
