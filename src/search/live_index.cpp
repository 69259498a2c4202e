#include "search/live_index.h"

#include <algorithm>
#include <map>
#include <utility>

namespace medcredit::search {

struct LiveIndex::State {
  std::shared_ptr<const NameIndex> base, delta;
  std::map<std::int64_t, ChangedSubject> changes;
  std::unordered_set<std::int64_t> changed;  ///< their names in the base are out of date
};

LiveIndex::LiveIndex() { replace(NameIndex::Builder().build(1)); }

void LiveIndex::replace(std::shared_ptr<const NameIndex> base) {
  auto next = std::make_shared<State>();
  next->base = std::move(base);
  next->delta = NameIndex::Builder().build(1);
  put(std::move(next));
}

void LiveIndex::change(const std::vector<ChangedSubject>& changes) {
  auto next = std::make_shared<State>(*state());
  for (const auto& one : changes) {
    next->changes[one.subject] = one;
    next->changed.insert(one.subject);
  }
  NameIndex::Builder builder;
  for (const auto& [subject, one] : next->changes) {
    for (const auto& name : one.names) builder.add({subject, name.text, name.former, one.group});
  }
  next->delta = builder.build(1);
  put(std::move(next));
}

std::size_t LiveIndex::pendingNames() const { return state()->delta->size(); }

std::vector<Hit> LiveIndex::search(std::string_view query, SearchOptions options) const {
  const auto now = state();
  auto changed = now->delta->search(query, options);
  options.without = &now->changed;
  auto hits = now->base->search(query, options);
  std::move(changed.begin(), changed.end(), std::back_inserter(hits));
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.rank < b.rank; });
  if (hits.size() > options.wanted) hits.resize(options.wanted);
  return hits;
}

std::shared_ptr<const LiveIndex::State> LiveIndex::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void LiveIndex::put(std::shared_ptr<const State> state) {
  const std::lock_guard lock(mutex_);
  state_ = std::move(state);
}

}  // namespace medcredit::search
