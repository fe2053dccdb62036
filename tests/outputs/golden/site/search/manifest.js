nordigest.begin({"files":1,"articles":4,"sentences":16,"flags":[["low score",1],["number",1]]});
