#include "domain/record.h"

#include "domain/words.h"

namespace medcredit::domain {

namespace {

constexpr auto kVersionKinds = std::to_array<Words>(
    {{"initial", "初次报送"}, {"correction", "更正"}, {"revision", "变更"}, {"void", "作废"}, {"withdrawal", "撤回"}});
constexpr auto kInfoClasses = std::to_array<Words>({{"basic", "基础信息"},
                                                    {"good", "良好信息"},
                                                    {"negative", "负面信息"},
                                                    {"recognised", "互认信息"},
                                                    {"reference", "参考信息"},
                                                    {"other", "其他信息"}});
constexpr auto kPublicityStates = std::to_array<Words>({{"not_public", "不公开"},
                                                        {"pending", "待公示"},
                                                        {"published", "公示中"},
                                                        {"ended", "公示期满"},
                                                        {"withdrawn", "已撤下"},
                                                        {"withheld", "暂缓公示"}});
constexpr auto kRecordStates = std::to_array<Words>({{"live", "有效"}, {"void", "已作废"}, {"withdrawn", "已撤回"}});
constexpr auto kScopes = std::to_array<Words>({{"public", "公共信用信息"}, {"market", "市场信用信息"}});
constexpr auto kNatures = std::to_array<Words>({{"positive", "正面"}, {"neutral", "中性"}, {"negative", "负面"}});
constexpr auto kChannels = std::to_array<Words>({{"manual", "手工录入"}, {"file", "文件导入"}, {"feed", "接口接收"}});

}  // namespace

std::string_view versionKindName(VersionKind k) { return at(kVersionKinds, k).name; }
std::string_view versionKindLabel(VersionKind k) { return at(kVersionKinds, k).label; }
std::optional<VersionKind> versionKindFromName(std::string_view name) {
  return byName<VersionKind>(kVersionKinds, name);
}

std::string_view infoClassName(InfoClass c) { return at(kInfoClasses, c).name; }
std::string_view infoClassLabel(InfoClass c) { return at(kInfoClasses, c).label; }
std::optional<InfoClass> infoClassFromName(std::string_view name) { return byName<InfoClass>(kInfoClasses, name); }

std::string_view natureName(Nature n) { return at(kNatures, n).name; }
std::optional<Nature> natureFromName(std::string_view name) { return byName<Nature>(kNatures, name); }

std::string_view creditScopeName(CreditScope s) { return at(kScopes, s).name; }
std::string_view recordStateName(RecordState s) { return at(kRecordStates, s).name; }

std::string_view publicityStateName(PublicityState s) { return at(kPublicityStates, s).name; }
std::string_view publicityStateLabel(PublicityState s) { return at(kPublicityStates, s).label; }
std::optional<PublicityState> publicityStateFromName(std::string_view name) {
  return byName<PublicityState>(kPublicityStates, name);
}

std::string_view intakeChannelName(IntakeChannel c) { return at(kChannels, c).name; }

}  // namespace medcredit::domain
