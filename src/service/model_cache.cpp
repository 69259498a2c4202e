#include "service/model_cache.h"

#include <algorithm>

#include "service/grade_engine.h"
#include "service/grade_models.h"
#include "service/read_caches.h"

namespace medcredit::service {

namespace {

/// A site has some editions in use; explanations look at few days.
constexpr std::size_t kMostModels = 32;
constexpr std::size_t kMostEngines = 64;

std::string engineKey(std::string_view digest, base::CivilDate asOf, base::CivilDate knownOn) {
  return std::string(digest) + "/" + asOf.iso() + "/" + knownOn.iso();
}

template <class List>
auto findIn(List& list, std::string_view key) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.key == key; });
  using Value = decltype(list.front().value);
  if (at == list.end()) return Value();
  list.splice(list.begin(), list, at);
  return list.front().value;
}

template <class List, class Value>
void keepIn(List& list, std::string key, Value value, std::size_t most) {
  list.push_front({std::move(key), std::move(value)});
  if (list.size() > most) list.pop_back();
}

}  // namespace

std::shared_ptr<const grading::Model> ModelCache::model(std::string_view digest) {
  const std::scoped_lock lock(mutex_);
  return findIn(models_, digest);
}

void ModelCache::keep(std::string_view digest, std::shared_ptr<const grading::Model> model) {
  const std::scoped_lock lock(mutex_);
  keepIn(models_, std::string(digest), std::move(model), kMostModels);
}

std::shared_ptr<const GradeEngine> ModelCache::engine(std::string_view digest, base::CivilDate asOf,
                                                      base::CivilDate knownOn) {
  const std::scoped_lock lock(mutex_);
  return findIn(engines_, engineKey(digest, asOf, knownOn));
}

void ModelCache::keep(std::string_view digest, base::CivilDate asOf, base::CivilDate knownOn,
                      std::shared_ptr<const GradeEngine> engine) {
  const std::scoped_lock lock(mutex_);
  keepIn(engines_, engineKey(digest, asOf, knownOn), std::move(engine), kMostEngines);
}

base::Result<std::shared_ptr<const grading::Model>> sharedModel(Context& context, const store::GradeModel& row) {
  auto* const cache = context.caches != nullptr ? &context.caches->models : nullptr;
  if (cache != nullptr) {
    if (auto kept = cache->model(row.digest)) return kept;
  }
  MC_ASSIGN(auto opened, openModel(context, row));
  auto model = std::make_shared<const grading::Model>(std::move(opened));
  // A text that is not what its digest says must not be kept under it.
  if (cache != nullptr && model->identity == row.digest) cache->keep(row.digest, model);
  return model;
}

base::Result<std::shared_ptr<const GradeEngine>> engineOf(Context& context, const store::GradeModel& row,
                                                          base::CivilDate asOf, base::CivilDate knownOn) {
  auto* const cache = context.caches != nullptr ? &context.caches->models : nullptr;
  if (cache != nullptr) {
    if (auto kept = cache->engine(row.digest, asOf, knownOn)) return kept;
  }
  MC_ASSIGN(auto model, sharedModel(context, row));
  const bool sound = model->identity == row.digest;
  auto engine = std::make_shared<const GradeEngine>(std::move(model), asOf, knownOn);
  if (cache != nullptr && sound) cache->keep(row.digest, asOf, knownOn, engine);
  return engine;
}

}  // namespace medcredit::service
