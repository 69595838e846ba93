"""Results of surveys in the office: by office, service, time and element; what is done about the weakest."""
