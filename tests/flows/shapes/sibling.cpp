struct Job {
  std::string target;
  std::string state;
  Customer customer;
};
void leak(const Customer& customer) {
  Job job;
  job.target = customer.email;
  LOG(job.target);  // expect: personal-in-log
}
void leak_nested(const Job& job) {
  LOG(job.customer.phone);  // expect: personal-in-log
}
void clean(const Customer& customer) {
  Job job;
  job.target = customer.email;
  job.state = customer.status;
  LOG(job.state);
  LOG(std::to_string(job.customer.id));
}
