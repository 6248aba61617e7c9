#include "runtime/internal/supervisor_registry.hpp"

#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

std::shared_ptr<SupervisorBooks> SupervisorRegistry::open(const Context& self,
                                                          const SupervisorSpec& spec) {
  const trap::RuntimeScope scope;
  auto books = std::make_shared<SupervisorBooks>();
  books->supervisor = self.self();
  books->parent = self.parent();
  books->label = self.label();
  books->strategy = spec.strategy;
  books->intensity = spec.intensity;
  const std::scoped_lock lock{mutex_};
  books->number = ++last_number_;
  // Those that are gone are swept out whenever the list would have to grow.
  if (books_.size() == books_.capacity())
    std::erase_if(books_, [](const auto& old) { return old.expired(); });
  books_.push_back(books);
  return books;
}

std::vector<std::shared_ptr<const SupervisorBooks>> SupervisorRegistry::all() const {
  const std::scoped_lock lock{mutex_};
  std::vector<std::shared_ptr<const SupervisorBooks>> all;
  for (const auto& known : books_)
    if (auto books = known.lock()) all.push_back(std::move(books));
  return all;
}

}  // namespace forlopp::runtime
