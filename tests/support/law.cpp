#include "support/law.h"

namespace medcredit::test {

LawTree::LawTree() {
  write("national/profile.yaml", R"(id: national
title: 测试
level: 国家
basis: [doc]
values:
  enforcement.classes: {v: [行政许可], default: 默认值（依据未规定）}
  dual.deadline: {v: 7 个工作日, source: 测试依据 第一条}
)");
  write("national/basis.yaml", R"(items:
  - {id: doc, title: 测试依据, level: 国家, state: 正文在册}
)");
  write("national/code_lists.yaml", R"(items:
  - id: enforcement-classes
    label: 行政执法类别
    source: 测试依据
    codes:
      - {code: XK, label: 行政许可}
      - {code: CF, label: 行政处罚}
)");
  write("national/clocks.yaml", R"(items:
  - {id: seven, title: 七个工作日, amount: 7, unit: workday, start: 决定之日, source: 测试依据}
)");
  write("national/terms.yaml", R"(items:
  - {id: basic, class: basic, retention: until-end, use: until-end, source: 测试依据}
)");
  write("national/offices.yaml", R"(items:
  - {id: desk, name: 综合监督科, alias: [监督科], central_desk: true, source: 测试依据}
)");
  write("national/enumerations.yaml", R"(items:
  - {id: colour, values: [红, {v: 绿, alias: [青]}], source: 测试依据}
  - {id: penalty_class, values: [警告, 罚款], source: 测试依据}
)");
  write("national/field_sets.yaml", R"(items:
  - id: set
    title: 字段
    source: 测试依据
    fields:
      - {name: 名称, role: subject-name, type: text, max: 20, presence: rrr}
      - {name: 颜色, type: code, enum: colour}
    rules:
      - {id: T1, kind: both-or-none, a: 名称, b: 颜色}
)");
  write("national/catalogue.yaml", R"(items:
  - id: XK-ORG
    name: 行政许可信息
    subject: ORG
    nature: 中性
    sharing: 依法公开
    public: 是
    fields: set
    offices: [监督科]
    report_clock: seven
    publicity_clock: seven
    class: 行政许可
    basis: [doc]
    retention: basic
    source: 测试依据
)");
}

std::optional<Found> findProblem(const LawTree& tree, std::string_view id, std::string_view code,
                                 std::optional<base::CivilDate> asOf) {
  for (const auto& problem : tree.loader().check(id, asOf)) {
    if (problem.code != code) continue;
    Found found;
    found.warning = problem.warning;
    found.text = domain::renderText(base::Error(problem.code, problem.args, problem.place));
    std::string place = problem.place;
    const std::string root = tree.path().string() + "/";
    if (place.starts_with(root)) place.erase(0, root.size());
    const auto colon = place.find(':');
    found.file = place.substr(0, colon);
    if (colon != std::string::npos) found.lineColumn = place.substr(colon + 1);
    return found;
  }
  return std::nullopt;
}

}  // namespace medcredit::test
