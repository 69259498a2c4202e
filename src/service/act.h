// A change together with its entry in the evidence log.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "service/context.h"

namespace medcredit::service {

/// Runs `change` (a callable that returns base::Status) and writes its entry in one transaction: both or neither.
template <class Change>
base::Status act(Context& context, std::string_view action, const std::string& object,
                 const boost::json::object& detail, Change change) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(change());
  MC_TRY(journal(context, action, object, boost::json::serialize(detail)));
  return transaction.commit();
}

}  // namespace medcredit::service
