#include "grading/model.h"

#include <algorithm>

namespace medcredit::grading {

namespace {

template <class Rows, class Key>
auto findBy(const Rows& rows, Key key, std::string_view wanted) -> const typename Rows::value_type* {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.*key == wanted; });
  return it == rows.end() ? nullptr : &*it;
}

}  // namespace

std::string_view rankName(LawRank rank) {
  switch (rank) {
    case LawRank::kLaw:
      return "法律";
    case LawRank::kAdministrativeRegulation:
      return "行政法规";
    case LawRank::kStateCouncil:
      return "国务院文件";
    case LawRank::kMinistryRule:
      return "部门规章";
    case LawRank::kProvincialRegulation:
      return "地方性法规";
    case LawRank::kProvincialRule:
      return "省级政府规章";
    case LawRank::kProvincialNormative:
      return "省级规范性文件";
    case LawRank::kCityNormative:
      return "市级规范性文件";
    case LawRank::kCountyPlan:
      return "县级实施方案";
    case LawRank::kStandard:
      return "标准";
    case LawRank::kInternal:
      return "内部规定";
  }
  return "";
}

std::optional<base::CivilDate> LawSource::lastDay() const {
  if (validTo) return validTo;
  if (validFrom && term) return term->addedTo(*validFrom).plusDays(-1);
  return std::nullopt;
}

const ParamValue* Param::on(base::CivilDate day) const {
  const ParamValue* found = nullptr;
  for (const auto& value : values) {
    if (value.from <= day) found = &value;
  }
  return found;
}

int Levels::index(std::string_view level) const {
  const auto it = std::find(order.begin(), order.end(), level);
  return it == order.end() ? -1 : static_cast<int>(it - order.begin());
}

std::string_view Levels::nameOf(std::string_view level) const {
  for (const auto& [word, name] : names) {
    if (word == level) return name;
  }
  return level;
}

StatusEffect LifecycleRow::on(base::CivilDate asOf) const {
  if (!from || asOf >= *from) return now;
  return before.value_or(StatusEffect{});
}

const LawSource* Model::findLaw(std::string_view id) const { return findBy(law, &LawSource::id, id); }
const Param* Model::findParam(std::string_view name) const { return findBy(params, &Param::name, name); }
const Group* Model::findGroup(std::string_view id) const { return findBy(groups, &Group::id, id); }
const ScoreSheet* Model::findSheet(std::string_view id) const { return findBy(scores, &ScoreSheet::id, id); }
const LifecycleRow* Model::findLifecycle(std::string_view word) const {
  return findBy(lifecycle, &LifecycleRow::status, word);
}

std::string_view statusWord(ModelStatus status) {
  switch (status) {
    case ModelStatus::kDraft:
      return "draft";
    case ModelStatus::kTrial:
      return "trial";
    case ModelStatus::kInForce:
      return "in_force";
    case ModelStatus::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view statusName(ModelStatus status) {
  switch (status) {
    case ModelStatus::kDraft:
      return "草案";
    case ModelStatus::kTrial:
      return "试行";
    case ModelStatus::kInForce:
      return "生效";
    case ModelStatus::kWithdrawn:
      return "已撤回";
  }
  return "";
}

}  // namespace medcredit::grading
