#include <boost/json.hpp>

#include "domain/messages.h"
#include "http/router.h"

namespace medcredit::http {

int statusOf(const base::Error& error) {
  const std::string_view code = error.code;
  if (code == "STOR-0003") return 503;
  if (code == "STOR-0002") return 507;
  if (code.starts_with("ACCS-01")) return 401;
  if (code.starts_with("ACCS-02")) return 403;
  if (code.starts_with("ACCS-04")) return 404;
  if (code.starts_with("ACCS-09")) return 409;
  if (code.starts_with("STOR-") || code.starts_with("CRYP-") || code.starts_with("EVID-")) return 500;
  return 422;
}

Response problem(int status, const base::Error& error, std::string_view requestId) {
  const auto* message = domain::findMessage(error.code);
  boost::json::object body{{"type", "about:blank"},
                           {"title", domain::renderText(error)},
                           {"status", status},
                           {"code", error.code},
                           {"requestId", requestId}};
  if (!error.place.empty()) body["place"] = error.place;
  if (message != nullptr) {
    if (!message->basis.empty()) body["basis"] = message->basis;
    if (!message->remedy.empty()) body["remedy"] = message->remedy;
  }
  Response response;
  response.status = status;
  response.contentType = "application/problem+json; charset=utf-8";
  response.body = boost::json::serialize(body);
  return response;
}

}  // namespace medcredit::http
