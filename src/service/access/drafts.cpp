#include "service/access/drafts.h"

#include <algorithm>
#include <cctype>

#include "service/access/internal.h"
#include "service/scope.h"
#include "store/access_drafts.h"

namespace medcredit::service::access {

namespace {

constexpr std::size_t kLongestKey = 64;
constexpr std::int64_t kMostDrafts = 50;

base::Status checkKey(const std::string& key) {
  const bool wellFormed =
      !key.empty() && key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
      });
  if (!wellFormed) return base::fail("ACCS-0511", {}, "key");
  return {};
}

std::string bindingOf(const std::string& user, const std::string& key) { return "draft|content|" + user + "|" + key; }

}  // namespace

base::Status saveDraft(Context& context, const std::string& key, const std::string& content) {
  MC_TRY(checkKey(key));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_ASSIGN(const auto others, store::countDrafts(context.conn, user.id, key));
  if (others >= kMostDrafts) return base::fail("ACCS-0912");
  const std::string sealed = secretKey(context.keys).seal(content, bindingOf(user.id, key), context.random);
  MC_TRY(store::putDraft(context.conn, user.id, key, {sealed, context.clock.now().micros}));
  return transaction.commit();
}

base::Result<Draft> getDraft(Context& context, const std::string& key) {
  MC_TRY(checkKey(key));
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_ASSIGN(const auto row, store::findDraft(context.conn, user.id, key));
  if (!row) return notFound("草稿 " + key);
  MC_ASSIGN(auto content, secretKey(context.keys).open(row->content, bindingOf(user.id, key)));
  return Draft{std::move(content), base::Instant{row->savedAt}};
}

base::Status removeDraft(Context& context, const std::string& key) {
  MC_TRY(checkKey(key));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto user, ownAccount(context));
  MC_TRY(store::removeDraft(context.conn, user.id, key));
  return transaction.commit();
}

}  // namespace medcredit::service::access
