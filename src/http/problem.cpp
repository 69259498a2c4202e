#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "domain/messages.h"
#include "http/api.h"
#include "service/scope.h"

namespace medcredit::http {

namespace {

/// Codes with a status of their own; the families below decide the rest.
constexpr auto kStatuses = std::to_array<std::pair<std::string_view, int>>({
    {"DISC-0203", 429}, {"DISC-0205", 429}, {"HTTP-0005", 413}, {"HTTP-0006", 503}, {"HTTP-0008", 507},
    {"HTTP-0009", 429}, {"HTTP-0012", 404}, {"HTTP-0013", 405}, {"HTTP-0014", 400}, {"HTTP-0015", 400},
    {"HTTP-0020", 415}, {"HTTP-0021", 400}, {"HTTP-0023", 428}, {"HTTP-0024", 412}, {"HTTP-0027", 409},
    {"EVID-0050", 422}, {"EVID-0051", 422}, {"EVID-0070", 422}, {"EVID-0071", 422}, {"EVID-0072", 409},
    {"EVID-0073", 422}, {"EVID-0074", 404}, {"EVID-0006", 503}, {"HTTP-0028", 503}, {"HTTP-0029", 500},
    {"HTTP-0030", 403}, {"HTTP-0033", 409}, {"HTTP-0038", 503}, {"PROF-0080", 404}, {"STOR-0002", 507},
    {"STOR-0003", 503}, {"STOR-0011", 422}, {"STOR-0013", 503}, {"STOR-0016", 503}, {"STOR-0020", 409},
    {"STOR-0021", 422}, {"STOR-0022", 422}, {"STOR-0023", 422}, {"STOR-0024", 422}, {"STOR-0025", 422},
    {"STOR-0026", 422}, {"STOR-0027", 409}, {"STOR-0028", 422}, {"COLL-0041", 409}, {"COLL-0042", 409},
    {"COLL-0054", 409}, {"COLL-0058", 409}, {"COLL-0070", 409}, {"COLL-0071", 409}, {"COLL-0074", 409},
    {"COLL-0081", 413}, {"COLL-0093", 409}, {"COLL-0096", 409}, {"PROF-0055", 422}, {"EVAL-0001", 404},
    {"EVAL-0002", 409}, {"EVAL-0003", 409}, {"EVAL-0013", 409}, {"EVAL-0015", 409}, {"EVAL-0020", 409},
    {"EVAL-0023", 409}, {"EVAL-0024", 409}, {"EVAL-0026", 409}, {"EVAL-0027", 404}, {"EVAL-0028", 404},
    {"WFLW-0001", 404}, {"WFLW-0003", 422}, {"WFLW-0006", 403}, {"WFLW-0007", 403}, {"WFLW-0008", 403},
    {"WFLW-0009", 403}, {"WFLW-0010", 422}, {"WFLW-0011", 422}, {"WFLW-0012", 422}, {"WFLW-0013", 403},
    {"WFLW-0014", 422}, {"WFLW-0016", 403}, {"WFLW-0018", 422}, {"WFLW-0019", 422}, {"WFLW-0020", 422},
    {"WFLW-0021", 422}, {"WFLW-0022", 422}, {"WFLW-0023", 422}, {"WFLW-0031", 403}, {"WFLW-0032", 422},
    {"WFLW-0035", 412}, {"WFLW-0036", 500}, {"CASE-0001", 503}, {"CASE-0006", 409}, {"CASE-0007", 404},
    {"CASE-0009", 409}, {"CASE-0010", 409}, {"CASE-0011", 409}, {"CASE-0014", 409}, {"CASE-0017", 409},
    {"REPR-0001", 404}, {"REPR-0010", 404}, {"REPR-0020", 404}, {"REPR-0021", 409}, {"REPR-0022", 409},
    {"REPR-0030", 409}, {"REPR-0031", 409}, {"PAPR-0010", 404}, {"PAPR-0020", 404}, {"PAPR-0021", 500},
    {"PAPR-0022", 409}, {"PAPR-0025", 409}, {"PAPR-0030", 500}, {"PAPR-0032", 500}, {"EVAL-0030", 500},
    {"EVAL-0034", 404}, {"EVAL-0035", 409}, {"EVAL-0036", 409}, {"EVAL-0041", 404}, {"EVAL-0042", 409},
    {"EVAL-0043", 404}, {"EVAL-0044", 409}, {"EVAL-0048", 409}, {"EVAL-0050", 404}, {"EVAL-0052", 404},
    {"EVAL-0054", 409}, {"EVAL-0064", 404}, {"EVAL-0065", 409}, {"EVAL-0090", 500}, {"EVAL-0100", 409},
    {"EVAL-0104", 409}, {"EVAL-0109", 409}, {"EVAL-0110", 409}, {"EVAL-0114", 409}, {"EVAL-0115", 403},
});

constexpr auto kFamilies = std::to_array<std::pair<std::string_view, int>>({
    {"ACCS-01", 401},
    {"ACCS-02", 403},
    {"ACCS-03", 503},
    {"ACCS-04", 404},
    {"ACCS-09", 409},
    {"DISC-02", 403},
    {"DISC-09", 409},
    {"WFLW-", 409},
    {"STOR-", 500},
    {"CRYP-", 500},
    {"EVID-", 500},
    {"PROF-", 500},
});

/// Failures of the machine: their texts name files and statements, which are no business of a client.
bool isInternal(int status) { return status >= 500; }

/// What a client may be told of a failure of the machine: the code, and the general text.
base::Error outward(const base::Error& error, int status) {
  if (error.code == "STOR-0002") return base::fail("HTTP-0040");
  if (error.code == "STOR-0016") return error;
  const bool ownWords = error.code.starts_with("HTTP-") || error.code.starts_with("ACCS-");  // written for clients
  return isInternal(status) && !ownWords ? base::fail("HTTP-0029") : error;
}

boost::json::object fieldJson(const FieldError& wrong) {
  boost::json::object out{
      {"field", wrong.field}, {"code", wrong.error.code}, {"message", domain::renderText(wrong.error)}};
  if (const auto basis = domain::renderBasis(wrong.error); !basis.empty()) out["basis"] = basis;
  return out;
}

}  // namespace

int statusOf(const base::Error& error) {
  const std::string_view code = error.code;
  for (const auto& [known, status] : kStatuses) {
    if (code == known) return status;
  }
  for (const auto& [family, status] : kFamilies) {
    if (code.starts_with(family)) return status;
  }
  return 422;
}

Response problem(int status, const base::Error& error, std::string_view requestId) {
  return problem(status, error, requestId, {});
}

Response problem(int status, const base::Error& inner, std::string_view requestId,
                 const std::vector<FieldError>& errors) {
  const base::Error error = outward(inner, status);
  boost::json::object body{{"type", "about:blank"},
                           {"title", domain::renderText(error)},
                           {"status", status},
                           {"code", inner.code},
                           {"requestId", requestId}};
  if (!error.place.empty()) body["place"] = error.place;
  if (const auto basis = domain::renderBasis(error); !basis.empty()) body["basis"] = basis;
  if (const auto remedy = domain::renderRemedy(error); !remedy.empty()) body["remedy"] = remedy;
  if (!errors.empty()) {
    boost::json::array list;
    for (const auto& wrong : errors) list.push_back(fieldJson(wrong));
    body["errors"] = std::move(list);
  }
  Response response;
  response.status = status;
  response.contentType = "application/problem+json; charset=utf-8";
  response.body = boost::json::serialize(body);
  return response;
}

Response refuse(const Request& request, const base::Error& error) { return refuse(request, error, {}); }

Response refuse(const Request& request, const base::Error& error, const std::vector<FieldError>& errors) {
  Response response = problem(statusOf(error), error, request.requestId, errors);
  if (response.status == 503) response.headers.emplace_back("Retry-After", "2");
  return response;
}

Response notFound(const Request& request, std::string_view object) {
  return refuse(request, service::notFound(object));
}

void setVersion(Response& response, std::int64_t version) {
  response.headers.emplace_back("ETag", '"' + std::to_string(version) + '"');
}

base::Status checkVersion(const Request& request, std::int64_t version) {
  const auto given = request.header("If-Match");
  if (!given) return base::fail("HTTP-0023");
  if (*given != '"' + std::to_string(version) + '"') return base::fail("HTTP-0024");
  return {};
}

}  // namespace medcredit::http
