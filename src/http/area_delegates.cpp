// Accounts of regulated parties: identity, and for whom they may speak until when.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/views.h"
#include "service/access/delegates.h"
#include "service/access/users.h"

namespace medcredit::http {

namespace json = boost::json;
namespace access = service::access;

namespace {

json::object delegationView(const access::DelegationView& one) {
  return json::object{{"user", one.user},
                      {"userName", one.userName},
                      {"subject", service::publicId('S', one.subjectId)},
                      {"subjectName", one.subjectName},
                      {"basis", one.basis},
                      {"from", one.from},
                      {"to", textOrNull(one.to)},
                      {"document", textOrNull(one.document)},
                      {"verifiedBy", one.verifiedBy},
                      {"inForce", one.inForce},
                      {"revoked", one.revoked}};
}

Answer listOf(const std::vector<access::DelegationView>& delegations) {
  json::array items;
  for (const auto& one : delegations) items.push_back(delegationView(one));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

/// Not kept for repetition: the answer holds a one-time code.
Answer createSubjectAccount(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::NewUser user;
  user.login = input.text("login", 64);
  user.name = input.text("name", 100);
  user.kind = "subject";
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto created, access::createUser(context.service, user));
  Response response = jsonResponse(201, json::object{{"id", created.id}, {"oneTimeCode", created.oneTimeCode}});
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

/// Not kept for repetition: the request holds an identity number.
Answer verifyIdentity(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::IdentityCheck check;
  check.idNumber = input.text("idNumber", 18);
  check.how = input.word("how", {"counter", "real-name-service"});
  check.user = pathText(request, "id");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(access::verifyIdentity(context.service, check));
  return emptyResponse();
}

Answer listDelegates(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const std::string subject = query.text("subject", 20);
  const auto id = service::parsePublicId('S', subject);
  if (!subject.empty() && !id) query.wrong("subject", base::fail("HTTP-0018", {{"range", "S 加数字"}}));
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto delegations, access::delegatesFor(context.service, *id));
  return listOf(delegations);
}

/// For whom the signed-in account may speak, history included.
Answer myDelegations(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto delegations, access::delegationsOf(context.service, context.service.principal.id));
  return listOf(delegations);
}

/// Who acts for the subject that the signed-in account speaks for.
Answer ownDelegates(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto delegations, access::ownDelegates(context.service));
  return listOf(delegations);
}

Answer createDelegate(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  access::NewDelegation wanted;
  wanted.user = input.text("user", 20);
  const std::string subject = input.text("subject", 20);
  wanted.basis = input.word("basis", {"self", "delegate"});
  wanted.from = input.optionalDate("from");
  wanted.to = input.optionalDate("to");
  wanted.document = input.text("document", 200, Need::kOptional);
  const auto id = service::parsePublicId('S', subject);
  if (!subject.empty() && !id) input.wrong("subject", base::fail("HTTP-0018", {{"range", "S 加数字"}}));
  if (auto refused = input.refused()) return std::move(*refused);
  wanted.subjectId = *id;
  MC_ASSIGN(const auto made, access::authorise(context.service, wanted));
  return jsonResponse(201, delegationView(made));
}

Answer endDelegate(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto subject, pathId(request, 'S', "subject"));
  MC_TRY(access::revoke(context.service, pathText(request, "user"), subject));
  return emptyResponse();
}

}  // namespace

void addDelegatesRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.compute("createSubjectAccount", "/api/subject-accounts", "delegate.manage", createSubjectAccount);
  routes.compute("verifyIdentity", "/api/subject-accounts/{id}/identity", "delegate.manage", verifyIdentity);
  routes.get("listDelegates", "/api/delegates", "delegate.manage", listDelegates);
  routes.post("createDelegate", "/api/delegates", "delegate.manage", createDelegate);
  routes.change(Method::kDelete, "endDelegate", "/api/delegates/{user}/{subject}", "delegate.manage", endDelegate,
                false);
  routes.get("ownDelegates", "/api/me/delegates", "self", ownDelegates);
  routes.get("myDelegations", "/api/session/delegations", "signed-in", myDelegations);
}

}  // namespace medcredit::http
